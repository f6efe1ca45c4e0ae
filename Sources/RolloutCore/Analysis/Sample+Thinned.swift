extension Sample {
    /// Most buckets a second keeps of each revision's latencies.
    package static let mostBuckets = 512
    /// Most instances whose figures a second keeps.
    package static let mostInstances = 100

    /// The second as it is judged and journaled: what is too much for one second is thinned.
    ///
    /// A day of 1,000 instances has to be kept, sent and searched. Where latencies need more than
    /// ``mostBuckets``, both revisions' are made coarser alike, so that neither looks slower for
    /// it. Of more than ``mostInstances`` each second has the figures of a part, in turns, so that
    /// every instance has some within seconds. Thinned before anything is decided on it, so a
    /// replay sees what the steward saw. Thinning twice changes nothing more.
    package var thinned: Sample {
        var sample = self
        let step = (0...LatencyHistogram.coarsest).first { step in
            [stable, canary].allSatisfy {
                $0.latency.buckets.count <= Self.mostBuckets
                    || $0.latency.coarser(by: step).buckets.count <= Self.mostBuckets
            }
        }
        let coarsening = step ?? LatencyHistogram.coarsest
        sample.stable.latency = stable.latency.coarser(by: coarsening)
        sample.canary.latency = canary.latency.coarser(by: coarsening)
        sample.thinInstances()
        return sample
    }

    private mutating func thinInstances() {
        let parts = (instances.count + Self.mostInstances - 1) / Self.mostInstances
        guard parts > 1 else { return }
        let turn = Int(second.microseconds / 1_000_000) % parts
        let kept = instances.keys.sorted().enumerated()
            .filter { $0.offset % parts == turn }.map(\.element)
        instances = Dictionary(uniqueKeysWithValues: kept.map { ($0, instances[$0]) })
            .compactMapValues { $0?.thinned }
    }
}

extension InstanceTraffic {
    /// With a p95 within 1%, which is what the table shows.
    fileprivate var thinned: InstanceTraffic {
        guard let p95, p95 >= 0, p95 < 1e9 else { return self }
        let bucket = LatencyHistogram.bucket(of: Int64((p95 * 1_000).rounded()))
        let step = 3
        let fine = LatencyHistogram.fine(LatencyHistogram.coarse(bucket, step: step), step: step)
        var traffic = self
        traffic.p95 = Double(LatencyHistogram.highest(in: fine)) / 1_000
        return traffic
    }
}

extension MetricWindow {
    /// The newest figures of every instance, where seconds have those of a part in turns.
    package var instances: [InstanceID: InstanceTraffic] {
        guard var found = samples.last?.instances else { return [:] }
        guard samples.last?.hasTraffic == true, found.count > Sample.mostInstances / 2 else {
            return found
        }
        for sample in samples.dropLast().reversed() {
            // The first instance that comes again ends the turn.
            let isLast = sample.instances.keys.contains { found[$0] != nil }
            found.merge(sample.instances) { newer, _ in newer }
            if isLast { break }
        }
        return found
    }
}
