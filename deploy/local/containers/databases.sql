-- A database for each component that keeps something; postgres runs this once, on an empty volume.
CREATE DATABASE industry;
CREATE DATABASE environment;
CREATE DATABASE livelihood;
CREATE DATABASE risk;
CREATE DATABASE scoreboard;
CREATE DATABASE notifier;
