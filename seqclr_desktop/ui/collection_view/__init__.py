"""The start: recent collections, a new one, the sample; and the scans of the open one."""
