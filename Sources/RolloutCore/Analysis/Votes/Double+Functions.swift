/// The few transcendental functions of the judge, written out.
///
/// The core imports no C library, whose last digit differs between hosts. Written out, a journal
/// judged on one host gives the same bits on any other.
extension Double {
    // ln 2 in two parts, so that multiples of the first are exact (Cody and Waite).
    private static let log2High = 6.93147180369123816490e-01
    private static let log2Low = 1.90821492927058770002e-10

    /// The natural logarithm, within two units of the last place.
    ///
    /// Minus infinity at 0, not a number below. By the series of atanh after the argument was
    /// brought between √½ and √2, where eleven terms suffice.
    package var naturalLogarithm: Double {
        guard self > 0 else { return self == 0 ? -.infinity : .nan }
        guard isFinite else { return self }
        var fraction = significand
        var twos = Double(exponent)
        if fraction > 1.414_213_562_373_095 {
            fraction /= 2
            twos += 1
        }
        let ratio = (fraction - 1) / (fraction + 1)
        let square = ratio * ratio
        // Written out, because it is by far the judge's dearest operation.
        var series = 1.0 / 21
        series = series * square + 1.0 / 19
        series = series * square + 1.0 / 17
        series = series * square + 1.0 / 15
        series = series * square + 1.0 / 13
        series = series * square + 1.0 / 11
        series = series * square + 1.0 / 9
        series = series * square + 1.0 / 7
        series = series * square + 1.0 / 5
        series = series * square + 1.0 / 3
        series *= square
        return twos * Self.log2High + (2 * ratio + (2 * ratio * series + twos * Self.log2Low))
    }

    /// e to this power, within a few units of the last place; 0 and infinity beyond the range.
    package var exponential: Double {
        guard self < 709.782 else { return self.isNaN ? self : .infinity }
        guard self > -745 else { return 0 }
        let twos = (self / (Self.log2High + Self.log2Low)).rounded()
        let rest = self - twos * Self.log2High - twos * Self.log2Low
        var series = 1.0
        for term in stride(from: 14.0, through: 1, by: -1) { series = 1 + series * rest / term }
        return Double(sign: .plus, exponent: Int(twos), significand: series)
    }

    /// The logarithm of the gamma function of a positive number.
    ///
    /// By Stirling's series, with six terms, after the recurrence has brought the argument to 15
    /// or more, where the seventh is below 1e-17.
    package var logarithmOfGamma: Double {
        guard self > 0 else { return .nan }
        var argument = self
        var product = 1.0
        while argument < 15 {
            product *= argument
            argument += 1
        }
        let inverse = 1 / argument
        let square = inverse * inverse
        let coefficients = [
            -691.0 / 360_360, 1.0 / 1_188, -1.0 / 1_680, 1.0 / 1_260, -1.0 / 360, 1.0 / 12,
        ]
        let series = coefficients.reduce(0) { $0 * square + $1 } * inverse
        let halfLogOfTau = 0.918_938_533_204_672_8
        return (argument - 0.5) * argument.naturalLogarithm - argument + halfLogOfTau + series
            - product.naturalLogarithm
    }
}
