-- Messages arrive in any order: a measurement may be here before its experiment is known. Whoever
-- comes first inserts the parents it names with nothing but their keys; the submission, the
-- progress message and the measurement each fill in what they know. So every foreign key holds at
-- all times, and the rows are the same whatever came first.

create table experiments (
  id              text primary key,
  name            text,
  description     text,
  dataset         text,
  dataset_digest  text,
  why_not_first   text,
  train_points    integer check (train_points > 0),
  unseen          text,
  architecture    text,
  probes          integer check (probes > 0),
  hessian_points  integer check (hessian_points > 0),
  runs            integer check (runs >= 0),
  first_seen      timestamptz not null default now(),
  -- Known by its submission entirely or not at all.
  constraint submission_is_whole check (
    num_nulls(name, description, dataset, dataset_digest, train_points, unseen, architecture,
              probes, hessian_points, runs) in (0, 10))
);

create table regimes (
  experiment     text not null references experiments,
  name           text not null,
  position       integer not null,
  runs           integer not null check (runs >= 0),
  batch_size     integer not null,
  learning_rate  double precision not null,
  max_epochs     integer not null,
  primary key (experiment, name)
);

create table measures (
  experiment                   text not null references experiments,
  name                         text not null,
  family                       text,
  reparameterisation_invariant boolean not null,
  primary key (experiment, name)
);

create table runs (
  id          text primary key,
  experiment  text not null references experiments,
  regime      text not null,
  seed        bigint,
  state       text not null default 'requested'
              check (state in ('requested', 'training', 'failed', 'trained')),
  epoch       integer,
  max_epochs  integer,
  train_loss  double precision,
  reason      text,
  constraint reason_of_failure check ((reason is not null) = (state = 'failed'))
);
create index runs_by_experiment on runs (experiment, regime, seed, id);

create table checkpoints (
  id        text primary key,
  run       text not null references runs,
  dataset   text not null,
  expected  integer not null check (expected > 0),
  epochs    integer,
  training  jsonb not null
);
create index checkpoints_by_run on checkpoints (run);

create table measurements (
  checkpoint      text not null references checkpoints,
  measure         text not null,
  value           double precision,
  standard_error  double precision,
  reason          text,
  seconds         double precision not null,
  details         jsonb not null,
  code_version    text not null,
  primary key (checkpoint, measure),
  constraint value_or_reason check ((value is null) = (reason is not null)),
  constraint value_is_finite check (abs(value) < 'Infinity')
);
create index measurements_by_measure on measurements (measure, checkpoint);

-- Which experiments have news that their correlations do not show yet. "changed" counts batches
-- that brought something; "analysed" is the count that the correlations are at least as new as.
create table analyses (
  experiment  text primary key references experiments,
  changed     bigint not null default 0,
  analysed    bigint not null default 0
);
create index analyses_due on analyses (experiment) where changed <> analysed;

-- The present correlations, and the outbox of the correlations topic: a row is sent when it
-- differs from what was sent last, and only then marked as published.
create table correlations (
  experiment                   text not null references experiments,
  measure                      text not null,
  regime                       text not null,
  basis                        bigint not null,
  n                            integer not null,
  runs                         integer not null,
  provisional                  boolean not null,
  spearman                     double precision,
  p                            double precision,
  ci_low                       double precision,
  ci_high                      double precision,
  kendall                      double precision,
  kendall_p                    double precision,
  holm_p                       double precision,
  family                       text,
  reparameterisation_invariant boolean not null,
  reason                       text,
  published                    boolean not null default false,
  primary key (experiment, measure, regime),
  constraint correlation_or_reason check ((spearman is null) = (reason is not null))
);
create index correlations_to_publish on correlations (experiment) where not published;
