import Foundation

/// Numbers that need not be whole.
extension Dice {
    /// A standard normal number, by the polar method of Marsaglia and Bray (1964).
    mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
        }
    }

    /// A gamma number of scale 1, by the method of Marsaglia and Tsang (2000, ACM TOMS 26).
    ///
    /// Shapes below 1 are raised by one and scaled back, as that paper does.
    mutating func gamma(shape: Double) -> Double {
        guard shape >= 1 else {
            return gamma(shape: shape + 1) * exp(log(positiveUniform()) / shape)
        }
        let d = shape - 1 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            if log(positiveUniform()) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
        }
    }

    /// A beta number, as the share of one gamma number in the sum of two.
    ///
    /// Shapes must be so large (above about 0.01) that not both gamma numbers are rounded to 0.
    mutating func beta(_ first: Double, _ second: Double) -> Double {
        let mine = gamma(shape: first)
        let other = gamma(shape: second)
        return mine + other > 0 ? mine / (mine + other) : 0
    }
}
