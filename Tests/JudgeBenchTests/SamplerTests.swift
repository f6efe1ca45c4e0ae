import Testing

@testable import JudgeBench

@Suite struct SamplerTests {
    private static let draws = 40_000

    /// Mean and variance of many draws.
    private func moments(
        _ seed: UInt64,
        _ draw: (inout Dice) -> Double
    ) -> (mean: Double, variance: Double) {
        var dice = Dice(seed: seed)
        let values = (0..<Self.draws).map { _ in draw(&dice) }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, variance / Double(values.count - 1))
    }

    /// Whether moments are within five standard errors of a law without heavy tails.
    private func check(
        _ drawn: (mean: Double, variance: Double),
        mean: Double,
        variance: Double,
        kurtosis: Double
    ) {
        let count = Double(Self.draws)
        #expect(abs(drawn.mean - mean) < 5 * (variance / count).squareRoot())
        let error = variance * ((kurtosis - 1) / count).squareRoot()
        #expect(abs(drawn.variance - variance) < 5 * error)
    }

    @Test(arguments: [0.3, 4, 9.99, 10, 37, 1_000, 20_000])
    func `Poisson numbers have their mean as their variance`(_ mean: Double) {
        let drawn = moments(1) { Double($0.poisson(mean)) }
        check(drawn, mean: mean, variance: mean, kurtosis: 3 + 1 / mean)
    }

    @Test(arguments: [(8, 0.5), (50, 0.01), (250, 0.03), (950, 0.95), (19_000, 0.01), (400, 0.5)])
    func `binomial numbers have the binomial's moments`(_ trials: Int, _ probability: Double) {
        let count = Double(trials)
        let variance = count * probability * (1 - probability)
        let drawn = moments(2) { Double($0.binomial(trials, probability)) }
        let kurtosis = 3 + (1 - 6 * probability * (1 - probability)) / variance
        check(drawn, mean: count * probability, variance: variance, kurtosis: kurtosis)
    }

    @Test(arguments: [0.3, 0.99, 1, 2.5, 40])
    func `gamma numbers have their shape as mean and variance`(_ shape: Double) {
        let drawn = moments(3) { $0.gamma(shape: shape) }
        check(drawn, mean: shape, variance: shape, kurtosis: 3 + 6 / shape)
    }

    @Test func `beta numbers have the beta's mean and variance`() {
        let (first, second) = (1.99, 197.01)
        let sum = first + second
        let variance = first * second / (sum * sum * (sum + 1))
        let drawn = moments(4) { $0.beta(first, second) }
        check(drawn, mean: first / sum, variance: variance, kurtosis: 6)
    }

    @Test func `geometric numbers begin at one and have their mean`() {
        var dice = Dice(seed: 5)
        let values = (0..<Self.draws).map { _ in dice.geometric(mean: 20) }
        #expect(values.min() == 1)
        let drawn = moments(5) { Double($0.geometric(mean: 20)) }
        check(drawn, mean: 20, variance: 380, kurtosis: 9.01)
    }

    @Test func `normal numbers have mean 0 and variance 1`() {
        check(moments(6) { $0.normal() }, mean: 0, variance: 1, kurtosis: 3)
    }

    @Test func `every class of an alias table comes as often as it should`() {
        let shares = [0.5, 0, 0.2, 0.05, 0.25]
        let table = AliasTable(shares)
        var dice = Dice(seed: 7)
        var counts = [Double](repeating: 0, count: shares.count)
        for _ in 0..<Self.draws { counts[table.draw(&dice)] += 1 }
        for (count, share) in zip(counts, shares) {
            let expected = share * Double(Self.draws)
            #expect(abs(count - expected) <= 5 * (expected * (1 - share)).squareRoot())
        }
    }

    @Test func `the logarithm of a factorial is exact in the table and in the series`() {
        #expect(abs(Dice.logFactorial(5) - 4.787_491_742_782_046) < 1e-9)
        #expect(abs(Dice.logFactorial(20) - 42.335_616_460_753_485) < 1e-9)
    }

    @Test func `xoshiro256 starts as its authors' code does`() {
        // From the reference code, state 1, 2, 3, 4.
        var dice = Dice(state: (1, 2, 3, 4))
        #expect([dice.next(), dice.next(), dice.next()] == [11_520, 0, 1_509_978_240])
    }

    @Test func `runs, rows and purposes have dice of their own`() {
        var firsts: Set<UInt64> = []
        for row in ["a", "b"] {
            for run in 0..<3 {
                for purpose in [Dice.Purpose.history, .release, .peers] {
                    var dice = Dice(seed: 1, row: row, run: run, purpose: purpose)
                    firsts.insert(dice.next())
                }
            }
        }
        #expect(firsts.count == 18)
    }
}
