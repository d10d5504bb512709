-- Lists go by regime, seed and id, compared byte by byte: in this order the runs of an experiment
-- need no sorting, and a page of their measurements sorts those of one run at a time.
create index runs_in_order on runs (experiment, regime collate "C", seed, id collate "C");
drop index runs_by_experiment;
