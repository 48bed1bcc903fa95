// The internet of a lab: DNS on 203.0.113.53, HTTP on 203.0.113.80. Runs inside the lab, in the
// internet's network namespace, as the node that runs nslab. It has no dependencies because it is
// the only file of nslab that the lab holds.
process.stdout.write("world-ready\n");
