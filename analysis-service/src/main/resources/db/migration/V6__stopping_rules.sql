-- When a regime's training may stop before its last epoch. Empty in rows from before, and where the
-- rule does not ask for an accuracy or a loss.
alter table regimes
  add column stop_train_accuracy  double precision,
  add column stop_train_loss      double precision,
  add column stop_check_every     integer,
  add column stop_accuracy_points integer;
