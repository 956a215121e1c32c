// Package benchmarks measures Go's own pprof.Profile as the Java benchmarks beside it measure ours.
package benchmarks

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"testing"
	"time"
)

// pairsPerDescent pairs are made each time a goroutine has gone down, so that the way costs next to nothing.
const pairsPerDescent = 100

var open = pprof.NewProfile("benchmarks.Open")

// blob is what is opened and closed, a new one each time. It is not empty: all empty structs have one address.
type blob struct{ id int64 }

// BenchmarkPair adds a blob and removes it, at exact depths of stack. Run it with -cpu 1,2. Its ns/pair is the time of
// a pair as its thread sees it, not divided by the number of threads as ns/op is.
func BenchmarkPair(b *testing.B) {
	for _, depth := range []int{10, 30, 60} {
		b.Run(fmt.Sprintf("depth=%d", depth), func(b *testing.B) {
			start := time.Now()
			b.RunParallel(func(pb *testing.PB) {
				calls := depth - shallowest(0)
				for descend(calls, pb) {
				}
			})
			nanos := float64(time.Since(start).Nanoseconds())
			b.ReportMetric(nanos*float64(runtime.GOMAXPROCS(0))/float64(b.N), "ns/pair")
		})
	}
}

//go:noinline
func descend(calls int, pb *testing.PB) bool {
	if calls > 0 {
		return descend(calls-1, pb)
	}
	for i := 0; i < pairsPerDescent; i++ {
		if !pb.Next() {
			return false
		}
		once()
	}
	return true
}

// once is the last of the counted frames, as it is in Java.
//
//go:noinline
func once() {
	value := &blob{1}
	open.Add(value, 1)
	open.Remove(value)
}

// shallowest has the place of descend without calls, and tells how deep once is from there.
//
//go:noinline
func shallowest(unused int) int {
	return depthHere()
}

//go:noinline
func depthHere() int {
	return runtime.Callers(1, make([]uintptr, 200))
}
