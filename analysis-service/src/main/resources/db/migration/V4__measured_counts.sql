-- How many measurements a checkpoint has, counted when some arrive, so that lists of runs and
-- experiments need not count them again.
alter table checkpoints add column measured integer not null default 0;

update checkpoints set measured =
  (select count(*) from measurements where measurements.checkpoint = checkpoints.id);
