import Foundation

/// The source of chance: xoshiro256** of Blackman and Vigna (2018), seeded by SplitMix64.
///
/// The samplers in the extensions are exact: each draws from the law it names, not from a normal
/// approximation of it, however large the mean.
struct Dice: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// Dice whose throws are a pure function of the seed.
    init(seed: UInt64) {
        var mixer = SplitMix(state: seed)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    /// Dice in a known state, not all zero.
    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    /// Dice for one purpose of one run of one row.
    ///
    /// They depend on nothing else, so a run repeats whichever rows are played beside it and on
    /// however many threads.
    init(seed: UInt64, row: String, run: Int, purpose: Purpose) {
        // FNV-1a (Fowler, Noll, Vo), because the hashes of the standard library differ every time.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in row.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var mixer = SplitMix(state: seed ^ hash)
        let mixed = mixer.next() &+ UInt64(run) &* 0x9e37_79b9_7f4a_7c15
        var last = SplitMix(state: mixed ^ purpose.rawValue)
        self.init(seed: last.next())
    }

    /// What the throws are for: nothing drawn for one purpose shifts what is drawn for another.
    enum Purpose: UInt64, Sendable {
        case history = 0x11
        case release = 0x23
        case peers = 0x35
    }

    mutating func next() -> UInt64 {
        let result = Self.rotate(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotate(state.3, 45)
        return result
    }

    private static func rotate(_ value: UInt64, _ places: UInt64) -> UInt64 {
        (value << places) | (value >> (64 - places))
    }

    /// Uniform in 0..<1, with 53 random bits.
    mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Uniform above 0 up to 1, for those who take its logarithm.
    mutating func positiveUniform() -> Double {
        Double((next() >> 11) + 1) * 0x1p-53
    }

    /// Uniform between two numbers.
    mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
        lower + (upper - lower) * uniform()
    }

    /// A whole number from 0 up to and without `limit`.
    ///
    /// By multiplication (Lemire 2019) without rejection: the bias is below 2^-40 for the limits
    /// used here.
    mutating func whole(below limit: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }
}

/// SplitMix64 of Steele, Lea and Flood (2014): turns one number into well-mixed others.
struct SplitMix {
    /// The Weyl sequence that is mixed.
    var state: UInt64

    /// The next mixed number.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
