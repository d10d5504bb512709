-- Stands for one that takes away what this version needs; only its name says so, which lets tests run in any order.
alter table measurements drop column colour;
