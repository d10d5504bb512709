-- What ensemble agreement is made from: which unseen points each checkpoint misclassifies. Kept
-- apart from the measurement's other details, so that listings stay small. The value itself is
-- written into the measurement, and changes whenever the experiment has another network.
create table unseen_errors (
  checkpoint     text primary key references checkpoints,
  unseen_set     text not null,
  points         integer not null check (points > 0),
  misclassified  bytea not null
);
