import Foundation
import Testing

@testable import RolloutCore

/// The ranges shown to people against the scalar reference, to 1e-6 relative.
@Suite struct EstimateVectorTests {
    private let vectors: VoteVectors

    init() throws {
        vectors = try VoteVectors.read()
    }

    private func expect(
        _ estimate: Estimate,
        _ numbers: [Double?],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let found = [estimate.lower, estimate.point, estimate.upper]
        for (found, wanted) in zip(found, numbers) {
            let isClose =
                found == wanted || (found ?? .nan).isClose(to: wanted ?? .nan, within: 1e-6)
            #expect(
                isClose,
                "\(found.debugDescription), not \(wanted.debugDescription)",
                sourceLocation: location
            )
        }
    }

    @Test func `the range of a share is the reference's`() {
        for vector in vectors.proportionCs {
            let estimate = Estimate.proportion(
                vector.s,
                of: vector.n,
                alpha: vector.alpha,
                dispersion: vector.phi
            )
            expect(estimate, [vector.out[0], vector.s / vector.n, vector.out[1]])
        }
    }

    @Test func `the range of a ratio is the reference's`() {
        var range = RatioRange(dispersion: vectors.ratioCs.phi)
        for step in vectors.ratioCs.steps {
            range.add(canaryEvents: step.kc, baselineEvents: step.kb, share: step.q)
            expect(range.estimate(alpha: vectors.ratioCs.alpha), step.out)
        }
    }

    @Test func `the range of a ratio heeds the dispersion`() {
        let step = vectors.ratioCsPhi10
        var range = RatioRange(dispersion: 10)
        range.add(canaryEvents: step.kc, baselineEvents: step.kb, share: step.q)
        expect(range.estimate(), step.out)
    }

    @Test func `the range of a quantile is the reference's`() {
        let edges = (0..<60).map { pow(1.1, Double($0)) }
        for vector in vectors.quantileCs.cases {
            let estimate = Estimate.quantile(
                vector.p,
                counts: vectors.quantileCs.counts,
                edges: edges,
                alpha: vector.alpha,
                dispersion: vector.phi
            )
            expect(estimate, vector.out)
        }
    }

    @Test func `nothing seen says nothing`() {
        let nothing = Estimate(point: nil, lower: 0, upper: nil)
        #expect(Estimate.proportion(0, of: 0) == Estimate(point: nil, lower: 0, upper: 1))
        #expect(Estimate.quantile(0.5, counts: [0], edges: [1, 2]) == nothing)
        #expect(RatioRange().estimate() == nothing)
    }

    @Test func `logarithm, power and gamma are those of the C library`() {
        for number in [1e-300, 0.1, 0.5, 0.999, 1, 1.4142, 2, 3.7, 1e6, 1e300] {
            #expect(number.naturalLogarithm.isClose(to: log(number), within: 1e-15))
            // Near 1 and 2, where it is 0, only its distance can be asked for.
            let gamma: Double = lgamma(number)
            #expect((number.logarithmOfGamma - gamma).magnitude <= 1e-14 * max(1, gamma.magnitude))
        }
        for number in [-700, -20.5, -1, -1e-9, 0, 0.3, 1, 12.25, 700] {
            #expect(number.exponential.isClose(to: exp(number), within: 1e-14))
        }
        #expect(0.0.naturalLogarithm == -.infinity)
        #expect(800.0.exponential == .infinity)
        #expect((-800.0).exponential == 0)
    }
}
