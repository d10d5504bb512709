-- What a newer version may add while this one is still to work on its schema.
create table colours (id text primary key, hue double precision not null);
alter table measurements add column colour text;
alter table runs add column shade integer not null default 0;
create index measurements_by_colour on measurements (colour);
