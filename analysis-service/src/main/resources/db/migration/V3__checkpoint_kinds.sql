-- A run has further checkpoints besides its final one: networks along its training, and
-- reparameterised variants. What was here before is final.
alter table checkpoints
  add column kind            text not null default 'final'
                             check (kind in ('final', 'along_training', 'reparameterised')),
  add column hidden_layer    integer check (hidden_layer > 0),
  add column factor          double precision check (factor > 0),
  -- How many checkpoints the run has in all; said by its final one.
  add column run_checkpoints integer not null default 1 check (run_checkpoints > 0),
  add constraint transformation_of_kind check (
    num_nonnulls(hidden_layer, factor) = case kind when 'reparameterised' then 2 else 0 end),
  add constraint epoch_along_training check (kind <> 'along_training' or epochs is not null);

drop index checkpoints_by_run;
create index checkpoints_by_run on checkpoints (run, kind);
