extension LatencyWindows {
    /// When the peers stop this release, by the 95% and 99% quantiles.
    ///
    /// The tuned peers are told the true quantiles of the ordinary law and stop at 1.3 times those.
    func stops(seconds: Int, _ dice: inout Dice) -> PeerStops {
        let ordinary = LatencyLaw().probabilities
        let truth = [0.95, 0.99].map { quantile in
            (quantile, LatencyLaw.middles[LatencyLaw.bucket(ofQuantile: quantile, in: ordinary)])
        }
        let slowest = truth[1].1
        func absolute(_ quantile: Double, _ limit: Double) -> ThresholdCheck {
            { start, end in
                let value = self.quantile(quantile, from: start, to: end, arm: .canary)
                return value.isNaN ? nil : value <= limit
            }
        }
        let relative: [ThresholdCheck] = truth.map { quantile, _ in
            { start, end in
                let canary = self.quantile(quantile, from: start, to: end, arm: .canary)
                let baseline = self.quantile(quantile, from: start, to: end, arm: .baseline)
                return canary.isNaN || baseline.isNaN ? nil : canary <= 1.3 * baseline
            }
        }
        let documented = [absolute(0.99, slowest < 400 ? 500 : 1.5 * slowest)]
        let tuned = truth.map { absolute($0.0, 1.3 * $0.1) }
        let metrics: [Kayenta.Metric] = truth.map { quantile, _ in
            { self.quantile(quantile, from: $0, to: $1, arm: $2) }
        }
        func kayenta(_ rule: Kayenta) -> Int? {
            var rule = rule
            rule.allowedIncrease = 1.1
            return rule.stop(metrics, seconds: seconds, &dice)
        }
        return [
            .argoDocumented: ArgoRollouts.documented.stop(documented, seconds: seconds),
            .argoTuned: ArgoRollouts.tuned.stop(tuned, seconds: seconds),
            .argoRelative: ArgoRollouts.tuned.stop(relative, seconds: seconds),
            .flaggerDocumented: Flagger.documented.stop(documented, seconds: seconds),
            .flaggerTuned: Flagger.tuned.stop(tuned, seconds: seconds),
            .kayentaTenMinutes: kayenta(.tenMinutes),
            .kayentaOneMinute: kayenta(.oneMinute),
        ]
    }
}
