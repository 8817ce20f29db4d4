-- A version may be filled anew beside the one that answers: each filling is a row of its own, and one of them is ready.
alter table "Source" add column edition int not null default 1;
drop index "Source_workspaceId_type_subjectId_version_key";
create unique index "Source_workspaceId_type_subjectId_version_edition_key"
  on "Source" ("workspaceId", type, "subjectId", version, edition);

-- How often the reading of a document was begun. A job that was sent for an earlier time stands down.
alter table "Document" add column attempt int not null default 1;

-- Whether a message was asked of an assistant: such a question is no evidence, and is passed over where candidates are drawn.
create index "Run_workspaceId_questionId_idx" on "Run" ("workspaceId", "questionId");
