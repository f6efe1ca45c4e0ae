import Foundation

/// Counts: how many of something.
extension Dice {
    /// A Poisson number.
    ///
    /// Means below 10 by inversion; above by transformed rejection with squeeze (PTRS, Hörmann
    /// 1993, Insurance: Mathematics and Economics 12), which is exact and takes about 1.2 tries.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean >= 10 else { return smallPoisson(mean) }
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let sure = 0.9277 - 3.6224 / (b - 2)
        while true {
            let u = uniform() - 0.5
            let v = positiveUniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if us >= 0.07, v <= sure { return Int(k) }
            if k < 0 || (us < 0.013 && v > us) { continue }
            let left = log(v * inverseAlpha / (a / (us * us) + b))
            if left <= k * log(mean) - mean - Self.logFactorial(k) { return Int(k) }
        }
    }

    private mutating func smallPoisson(_ mean: Double) -> Int {
        var left = uniform()
        var probability = exp(-mean)
        var count = 0
        // The sum of all probabilities may stay a rounding error below `left`; 200 is beyond any
        // number a mean below 10 gives.
        while left >= probability, count < 200 {
            left -= probability
            count += 1
            probability *= mean / Double(count)
        }
        return count
    }

    /// How many of `trials` succeed.
    ///
    /// Expected numbers below 10 by inversion (BINV, Kachitvichyanukul and Schmeiser 1988, CACM
    /// 31); above by transformed rejection with squeeze (BTRS, Hörmann 1993, Journal of
    /// Statistical Computation and Simulation 46). Both are exact.
    mutating func binomial(_ trials: Int, _ probability: Double) -> Int {
        guard trials > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return trials }
        guard probability <= 0.5 else { return trials - binomial(trials, 1 - probability) }
        return Double(trials) * probability < 10
            ? smallBinomial(trials, probability) : largeBinomial(trials, probability)
    }

    private mutating func smallBinomial(_ trials: Int, _ probability: Double) -> Int {
        let odds = probability / (1 - probability)
        var left = uniform()
        var mass = exp(Double(trials) * log1p(-probability))
        var count = 0
        while left >= mass, count < trials {
            left -= mass
            count += 1
            mass *= odds * Double(trials - count + 1) / Double(count)
        }
        return count
    }

    private mutating func largeBinomial(_ trials: Int, _ p: Double) -> Int {
        let n = Double(trials)
        let spread = (n * p * (1 - p)).squareRoot()
        let b = 1.15 + 2.53 * spread
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let centre = n * p + 0.5
        let sure = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * spread
        let odds = p / (1 - p)
        let mode = ((n + 1) * p).rounded(.down)
        while true {
            let u = uniform() - 0.5
            let v = positiveUniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + centre).rounded(.down)
            if us >= 0.07, v <= sure { return Int(k) }
            if k < 0 || k > n { continue }
            let bound =
                (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1)))
                + (n + 1) * log((n - mode + 1) / (n - k + 1))
                + (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
                + Self.stirling(mode) + Self.stirling(n - mode)
                - Self.stirling(k) - Self.stirling(n - k)
            if log(v * alpha / (a / (us * us) + b)) <= bound { return Int(k) }
        }
    }

    /// How many tries the first success takes, 1 or more, by inversion.
    mutating func geometric(mean: Double) -> Int {
        guard mean > 1 else { return 1 }
        return max(1, Int((log(positiveUniform()) / log1p(-1 / mean)).rounded(.up)))
    }

    /// The logarithm of `count` factorial.
    static func logFactorial(_ count: Double) -> Double {
        // Half the logarithm of 2π.
        0.918_938_533_204_672_8 + (count + 0.5) * log(count + 1) - (count + 1) + stirling(count)
    }

    /// What Stirling's formula lacks: exact to 1e-10 from a table up to 9, then by its series.
    private static func stirling(_ count: Double) -> Double {
        if count < 10 { return corrections[Int(count)] }
        let next = count + 1
        let square = next * next
        return (1 / 12 - (1 / 360 - 1 / 1_260 / square) / square) / next
    }

    private static let corrections = [
        0.081_061_466_795_327_26, 0.041_340_695_955_409_29, 0.027_677_925_684_998_34,
        0.020_790_672_103_765_09, 0.016_644_691_189_821_19, 0.013_876_128_823_070_75,
        0.011_896_709_945_891_77, 0.010_411_265_261_972_09, 0.009_255_462_182_712_733,
        0.008_330_563_433_362_871,
    ]
}
