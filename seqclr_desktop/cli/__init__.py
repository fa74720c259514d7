"""The program in a terminal: one small file per verb. Not for anything the window could not do as well."""
