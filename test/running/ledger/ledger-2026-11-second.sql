-- The tables of the ledger as released with 2026-11-second. Never changed.
CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE "mailbox" ("id" integer primary key, "source_endpoint" text not null, "source_mailbox" text not null, "target_endpoint" text not null, "target_mailbox" text not null, "state" text not null, "detail" text not null, "done" integer default 0 not null, "refused" integer default 0 not null, "bytes" integer default 0 not null, "updated_at" integer default 0 not null, constraint "one_copy" unique ("source_endpoint", "source_mailbox", "target_endpoint", "target_mailbox"));
CREATE TABLE "folder" ("id" integer primary key, "mailbox_id" integer not null references "mailbox" ("id"), "path" text not null, "uid_validity" text not null, "target" text not null, "target_uid_validity" text not null, "settled_uid_next" integer, "settled_messages" integer, "settled_modseq" text, "writing_from" integer, constraint "one_folder" unique ("mailbox_id", "path"));
CREATE TABLE "message" ("folder_id" integer not null references "folder" ("id"), "uid" integer not null, "state" text not null, "target_uid" integer, "flags" text not null, "size" integer not null, "sha256" blob, "refusal" text, constraint "message_key" primary key ("folder_id", "uid")) without rowid;
CREATE TRIGGER count_insert after insert on message begin update mailbox set
    done = done + 1 * (new.state = 'done'),
    refused = refused + 1 * (new.state = 'refused'),
    bytes = bytes + 1 * (new.state = 'done') * new.size
    where id = (select mailbox_id from folder where id = new.folder_id); end;
CREATE TRIGGER count_delete after delete on message begin update mailbox set
    done = done + -1 * (old.state = 'done'),
    refused = refused + -1 * (old.state = 'refused'),
    bytes = bytes + -1 * (old.state = 'done') * old.size
    where id = (select mailbox_id from folder where id = old.folder_id); end;
CREATE TRIGGER count_update after update of state, size on message begin update mailbox set
    done = done + -1 * (old.state = 'done'),
    refused = refused + -1 * (old.state = 'refused'),
    bytes = bytes + -1 * (old.state = 'done') * old.size
    where id = (select mailbox_id from folder where id = old.folder_id); update mailbox set
    done = done + 1 * (new.state = 'done'),
    refused = refused + 1 * (new.state = 'refused'),
    bytes = bytes + 1 * (new.state = 'done') * new.size
    where id = (select mailbox_id from folder where id = new.folder_id); end;
