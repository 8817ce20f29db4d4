-- What ranking reads of a posting stands in the index itself, so that twenty thousand of them are two hundred pages and not twenty thousand.
alter table search.posting drop constraint posting_pkey;
alter table search.posting add primary key (workspace_id, term, passage_key) include (audience_id, tf, length);
