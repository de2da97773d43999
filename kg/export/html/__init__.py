"""The browser page: one offline file in which network, timeline and evidence are one."""
