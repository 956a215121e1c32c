module customprofiles.dev/benchmarks

go 1.19
