extension LatencyHistogram {
    /// The coarsest resolution there is: buckets of 3% instead of 0.1%.
    package static let coarsest = 5

    /// The histogram with each `2^step` neighbouring buckets made one.
    ///
    /// Every request then counts at the slowest latency of its new bucket, so buckets stay bucket
    /// numbers and two histograms of different resolution still add up. A step of 1 is within 0.2%
    /// of the value, each further one twice that.
    package func coarser(by step: Int) -> LatencyHistogram {
        guard step > 0 else { return self }
        var result = LatencyHistogram()
        for (bucket, count) in zip(buckets, counts) {
            let coarse = Self.coarse(bucket, step: step)
            result.append(count: count, bucket: Self.fine(coarse, step: step))
        }
        return result
    }

    /// The number of a bucket among those of a resolution; rises with it.
    ///
    /// The layout is HdrHistogram's with fewer sub-buckets: exact up to `2^(11 - step)` µs, then so
    /// many buckets for each power of two.
    package static func coarse(_ bucket: Int32, step: Int) -> Int32 {
        let bits = 10 - step
        guard bucket >= 1 << Int32(bits + 1) else { return bucket }
        guard bucket < 1_024 else {
            return (Int32(step) + bucket / 1_024) << Int32(bits) + (bucket % 1_024) >> Int32(step)
        }
        let octave = 31 - bucket.leadingZeroBitCount
        let within = (bucket - 1 << Int32(octave)) >> Int32(octave - bits)
        return Int32(octave - bits + 1) << Int32(bits) + within
    }

    /// The bucket that stands for the coarse one of that number: the slowest it is made of.
    package static func fine(_ coarse: Int32, step: Int) -> Int32 {
        let bits = 10 - step
        guard coarse >= 1 << Int32(bits + 1) else { return coarse }
        let part = coarse >> Int32(bits)
        let within = coarse & (1 << Int32(bits) - 1)
        let octave = Int(part) + bits - 1
        guard octave >= 10 else {
            let size = Int32(octave - bits)
            return (1 << Int32(octave) + within << size) | (1 << size - 1)
        }
        return (part - Int32(step)) * 1_024 + (within << Int32(step) | (1 << Int32(step) - 1))
    }
}
