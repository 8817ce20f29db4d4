-- Terms are counted in steps that each end within a statement's time. A count in progress is a generation of its own, which nobody reads until
-- it is whole: then corpus_stat names it, with one row.
alter table search.term_stat add column generation int not null default 0;
alter table search.term_stat drop constraint term_stat_pkey;
alter table search.term_stat add primary key (workspace_id, generation, term);
alter table search.corpus_stat add column generation int not null default 0;

-- How far the count of a workspace is: after a crash it goes on from here.
create table search.counting (
  workspace_id uuid primary key,
  -- The last passage that was added to the sums; the last term that was counted. Terms follow once the passages are done.
  passage_key bigint not null default 0,
  are_passages_done boolean not null default false,
  term text not null default '',
  passages int not null default 0,
  total_length bigint not null default 0
);
select guard.enclose('search.counting', 'workspace_id');
