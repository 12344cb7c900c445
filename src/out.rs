//! Names in the output folder; a file is written whole or not at all.
