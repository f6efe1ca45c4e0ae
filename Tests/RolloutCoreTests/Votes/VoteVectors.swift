import Foundation

/// What the scalar reference of the sequential verdicts gives, from `Vectors/vectors.json`.
struct VoteVectors: Decodable {
    struct OddsShift: Decodable { let q, theta, out: Double }

    struct Mass: Decodable {
        let planned: Int
        let stages: [Int]
        let t, t0, t1: Int?
        let out, outSum: Double?
    }

    struct Tick: Decodable {
        let kc, kb, nc, nb: Double?
        let x, m, e: Double
        let q: Double?
        let vote: Bool?
    }

    struct Sequence: Decodable {
        let theta0, weight, phi, pHist: Double?
        let planned: Int?
        let ticks: [Tick]
    }

    struct Crash: Decodable {
        let kc, kb, nc, nb: Double
        let ticks: [Tick]
    }

    struct Stratified: Decodable {
        let rows: [[Double]]
        let weight: Double
        let out: [Value]

        /// A number or whether there was a vote, as the reference's tuples mix them.
        enum Value: Decodable {
            case number(Double)
            case truth(Bool)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let truth = try? container.decode(Bool.self) {
                    self = .truth(truth)
                } else {
                    self = .number(try container.decode(Double.self))
                }
            }
        }
    }

    struct Machine: Decodable {
        struct Step: Decodable {
            let e: Double
            let adverseVotes: Int
            let state: String
        }

        let releaseTicks: Int
        let steps: [Step]
    }

    struct Combination: Decodable {
        let weights, e: [String: Double]
        let total: Double
        let rollback, hold: Bool
        let top: [String]
    }

    struct Share: Decodable { let s, n, alpha, phi: Double, out: [Double] }

    struct RatioStep: Decodable { let kc, kb, q: Double, out: [Double?] }

    struct Ratios: Decodable { let phi, alpha: Double, steps: [RatioStep] }

    struct Quantiles: Decodable {
        struct Case: Decodable { let p, phi, alpha: Double, out: [Double] }

        let counts: [Double]
        let cases: [Case]
    }

    let oddsShift: [OddsShift]
    let startMass: [Mass]
    let share, excess: [Sequence]
    let crash: Crash
    let clearNot2X: Sequence
    let stratified: [Stratified]
    let judge: Machine
    let combine: Combination
    let proportionCs: [Share]
    let ratioCs: Ratios
    let ratioCsPhi10: RatioStep
    let quantileCs: Quantiles

    struct Missing: Error {}

    static func read() throws -> VoteVectors {
        guard
            let file = Bundle.module.url(
                forResource: "vectors",
                withExtension: "json",
                subdirectory: "Vectors"
            )
        else { throw Missing() }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(VoteVectors.self, from: Data(contentsOf: file))
    }
}

extension Double {
    /// Whether it is the other number within a relative difference.
    func isClose(to other: Double, within tolerance: Double = 1e-9) -> Bool {
        self == other || (self - other).magnitude <= tolerance * other.magnitude
    }
}
