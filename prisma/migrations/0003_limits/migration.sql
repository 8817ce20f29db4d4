-- Rate limits: a sliding window over two buckets of time, of which the older one counts by the part of it that the window still covers.

insert into "RateLimit" (name, most, "windowSeconds") values
  ('sign_in', 10, 900),
  ('reset', 3, 3600),
  ('sign_up', 10, 3600),
  ('invites', 100, 86400),
  ('messages', 60, 60),
  ('turns', 20, 60),
  ('uploads', 60, 3600),
  ('api_credential', 600, 60),
  ('api_workspace', 3000, 60);

-- Takes one from the limit of `key`, unless it is used up: a refused attempt is not counted, so that waiting always helps. Exact under
-- parallel calls, which queue at the row of the current bucket until the transaction ends: take limits in a short transaction.
create function take_limit(key text, most int, window_seconds int)
returns table (allowed boolean, remaining int, retry_after_seconds int)
language sql volatile security definer set search_path = pg_catalog, public as $$
  with clock as (
    select extract(epoch from clock_timestamp()) / window_seconds as windows
  ), place as (
    select floor(windows)::bigint as bucket, (windows - floor(windows))::float8 as elapsed from clock
  ), counted as (
    select bucket, elapsed,
      coalesce((select hits from "RateHit" h where h.key = take_limit.key and h.bucket = place.bucket - 1), 0)::float8 as before,
      coalesce((select hits from "RateHit" h where h.key = take_limit.key and h.bucket = place.bucket), 0)::float8 as current
    from place
  ), taken as (
    insert into "RateHit" as h (key, bucket, hits, "expiresAt")
    select take_limit.key, bucket, 1, to_timestamp((bucket + 2) * window_seconds)
    from counted where before * (1 - elapsed) + 1 <= most
    on conflict (key, bucket) do update set hits = h.hits + 1
      where (select before * (1 - elapsed) from counted) + h.hits + 1 <= most
    returning hits
  )
  select
    exists (select from taken),
    greatest(0, floor(most - before * (1 - elapsed) - coalesce((select hits from taken), current)))::int,
    case
      when exists (select from taken) then 0
      when most < 1 then window_seconds
      -- The older bucket has to fade until one more fits; or this one has to become the older one first.
      when current + 1 <= most then greatest(1, ceil((1 - (most - 1 - current) / nullif(before, 0) - elapsed) * window_seconds))::int
      else greatest(1, ceil((1 - elapsed + greatest(0, 1 - (most - 1) / nullif(current, 0))) * window_seconds))::int
    end
  from counted
$$;

revoke all on function take_limit from public;
grant execute on function take_limit to app_user, app_identity;
