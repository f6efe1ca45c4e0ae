PRAGMA application_id=1752065126;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1: entries, releases, commands, lease, deployment');
CREATE TABLE subject (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    service TEXT NOT NULL,
    environment TEXT NOT NULL
) STRICT;
INSERT INTO subject VALUES(1,'shop','production');
CREATE TABLE releases (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    service TEXT NOT NULL,
    environment TEXT NOT NULL,
    label TEXT NOT NULL,
    digest TEXT NOT NULL,
    previousLabel TEXT,
    startedBy TEXT NOT NULL,
    version TEXT NOT NULL,
    started INTEGER NOT NULL,
    outcome TEXT,
    outcomeDetail TEXT,
    ended INTEGER
) STRICT;
INSERT INTO releases VALUES(1,'shop','production','2.0','sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',NULL,'{"name":"mara","uid":1000,"via":"pts/3"}','1.0.0',1790000000000000,'refused','{"refused":{}}',1790000000000000);
CREATE TABLE entries (
    release INTEGER NOT NULL REFERENCES releases (number),
    sequence INTEGER NOT NULL CHECK (sequence >= 1),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    payload ANY NOT NULL,
    PRIMARY KEY (release, sequence)
) STRICT;
INSERT INTO entries VALUES(1,2,1790000000000000,'stewardStarted',1,'{"resumed":false,"steward":{"bootID":"b7c0 pid:[4026531836]","host":"deploy-1","pid":4121,"startTime":"188220"}}');
INSERT INTO entries VALUES(1,3,1790000000000000,'paused',1,'{"by":{"name":"mara","uid":1000,"via":"pts/3"},"reason":"lunch"}');
INSERT INTO entries VALUES(1,4,1790000000000000,'sampled',1,'{"sample":{"canary":[263,0,"gTAIbQh1CH0IgwEIiQEIkQEImQEHnwEHpQEHrQEHtQEHuwEHwQEHjwEGaQZtBm8GcwZ3BnkGfQaBAQWFAQWJAQWLAQWPAQWTAQWVAQWZAQRzBFEEUwRTBFcEVwRZA1sDXQNfA2EDYwNjA2cDZwJpAmsCbQJvAm8CcwJgOjo8Pj4+QEA="],"hasTraffic":true,"instances":{"shop-1":[125,0,3,12.412],"shop-2":[125,0,3,12.537],"shop-3":[125,0,3,12.662],"shop-4":[125,0,3,12.787],"shop-5":[125,0,3,12.912],"shop-6":[125,0,3,13.037],"shop-7":[125,0,3,13.162],"shop-8":[125,1,3,13.287]},"lostRecords":2,"readings":[["queue backlog",null,17,null],["webhook failures","stable",0,12],["webhook failures","canary",1,11],["db connections","stable",9.5,20],["db connections","canary",4,20]],"second":1790000000000000,"stable":[744,1,"oS8YnQEYdRh9F4MBF4kBFpEBFpkBFZ8BFaUBFa0BFbUBFLsBE8EBE6cBEmkSbRJvEnMRdxF5EH0QgQEPhQEPiQEPiwEOjwEOkwENlQENmQEMfwxRDFMMUwtXC1cKWQlbCV0JXwlhCGMIYwdnB2cGaQZrBm0GbwVvBHMEZwM7AzsDPQM/Aj8CPkBA"]}}');
INSERT INTO entries VALUES(1,5,1790000000000000,'ended',1,'{"outcome":{"refused":{}}}');
CREATE TABLE commands (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    release INTEGER NOT NULL REFERENCES releases (number),
    at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1)),
    firstSequence INTEGER,
    lastSequence INTEGER
) STRICT;
INSERT INTO commands VALUES(1,1,1790000000000000,'{"by":{"name":"mara","uid":1000,"via":"pts/3"},"reason":"lunch","verb":{"pause":{}}}',1,3,3);
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token INTEGER NOT NULL,
    steward TEXT,
    since INTEGER NOT NULL,
    heartbeat INTEGER NOT NULL
) STRICT;
CREATE TABLE watchers (
    id TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE TABLE deployment (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision TEXT,
    instances TEXT NOT NULL,
    workers TEXT NOT NULL,
    nextInstanceNumber INTEGER NOT NULL CHECK (nextInstanceNumber >= 1),
    receipt TEXT,
    release INTEGER NOT NULL REFERENCES releases (number)
) STRICT;
CREATE TABLE ledger (
    release INTEGER PRIMARY KEY REFERENCES releases (number),
    digest TEXT NOT NULL,
    label TEXT NOT NULL,
    environment TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('commands',1);
CREATE UNIQUE INDEX releaseUnderWay ON releases (service) WHERE outcome IS NULL;
CREATE INDEX commandsWaiting ON commands (release, number) WHERE answered = 0;
CREATE INDEX ledgerByDigest ON ledger (digest);
COMMIT;
