#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The natural logarithm.
func naturalLogarithm(_ value: Double) -> Double { log(value) }
