-- How many of a checkpoint's measurements have a value. A network that has all its measurements and
-- no value, because its data set could not be had, say, has failed. Ensemble agreement counts in any
-- case: its value comes from the other networks, and may come later.
alter table checkpoints add column valued integer not null default 0;

update checkpoints set valued =
  (select count(*) from measurements
   where measurements.checkpoint = checkpoints.id
     and (measurements.value is not null or measurements.measure = 'ensemble_agreement'));
