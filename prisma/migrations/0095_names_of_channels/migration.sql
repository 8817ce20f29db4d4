-- Two people who make a public channel of one name at the same moment: the second one is told that it is taken.
create unique index "Conversation_public_name" on "Conversation" ("workspaceId", name)
  where kind = 'channel' and visibility = 'public' and "deletedAt" is null;
