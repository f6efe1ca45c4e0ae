import Foundation

// Prototype: the votes of the design, until the core's are there.

func shift(_ q: Double, _ th: Double) -> Double { th * q / (th * q + 1 - q) }

struct Recursion {
    static let th = SIMD8<Double>(1.5, 2, 3, 5, 10, 30, 100, 1)
    static let xth = SIMD8<Double>(2, 5, 10, 30, 100, 300, 1000, 1)
    var gains: SIMD8<Double>
    var prior: SIMD8<Double>
    var masses = SIMD8<Double>.zero
    var spent = 0.0
    init(_ thetas: SIMD8<Double>, _ prior: SIMD8<Double>? = nil) {
        gains = thetas - 1
        var p = SIMD8<Double>(repeating: 1 / 7)
        p[7] = 0
        self.prior = prior ?? p
    }
    var e: Double { masses.sum() + max(0, 1 - spent) }
    mutating func update(_ x: Double, _ m: Double, _ w: Double, _ vote: Bool) {
        var next = masses + w * prior
        if vote {
            let m = min(max(m, 1e-9), 1 - 1e-9)
            next *= (SIMD8(repeating: 1) + x * gains) / (SIMD8(repeating: 1) + m * gains)
            next = pointwiseMin(next, SIMD8(repeating: 1e250))
        }
        masses = next
        spent += w
    }
}

struct StartPrior {
    var seconds: Int
    var stages: [Int]
    var first: Double
    var stage: Double
    var rest: Double
    init(_ seconds: Int, _ stages: [Int] = [], first: Double = 0.5, stage: Double = 0.25) {
        self.seconds = seconds
        self.stages = stages
        self.first = stages.isEmpty ? first + stage / 2 : first
        self.stage = stages.isEmpty ? 0 : stage
        rest = 1 - self.first - self.stage
    }
    func at(_ t: Int) -> Double {
        var w = t == 0 ? first : 0
        if !stages.isEmpty, stages.contains(t) { w += stage / Double(stages.count) }
        return t < seconds ? w + rest / Double(seconds) : w
    }
}

enum VoteKind { case share, excess, crash, clear }

struct VoteStream {
    var kind: VoteKind
    var delta: Int
    var theta0: Double
    var phi: Double
    var skip: Int
    var pn = 0.5, pd = 1.0
    var recursion: Recursion
    var kc = 0.0, kb = 0.0, nc = 0.0, nb = 0.0, w = 0.0, weight = 0.0
    var count = 0
    var start = 0
    var stageWeight = -1.0, sc = 0.0, sn = 0.0
    var keepS = 0.0, keepF = 0.0
    var num = 0.0, den = 0.0, fn = 0.0, fd = 0.0
    var adverse = 0
    init(
        _ kind: VoteKind, _ delta: Int, theta0: Double, phi: Double = 1, history: Double? = nil,
        skip: Int = 0, thetas: SIMD8<Double>? = nil
    ) {
        self.kind = kind
        self.delta = delta
        self.theta0 = theta0
        self.phi = phi
        self.skip = skip
        if let history { (pn, pd) = (50, 50 / max(history, 1e-7)) }
        recursion = Recursion(
            thetas ?? (kind == .share || kind == .clear ? Recursion.th : Recursion.xth))
        keepS = pow(0.5, Double(delta) / 300)
        keepF = pow(0.5, Double(delta) / 15)
    }
    var e: Double { recursion.e }
    /// True when a block ended.
    mutating func step(
        _ a: Double, _ b: Double, _ c: Double, _ d: Double, _ weight: Double, _ mass: Double,
        _ second: Int
    ) -> Bool {
        if count == 0 { self.weight = weight; start = second }
        kc += a; kb += b; nc += c; nb += d; w += mass
        count += 1
        guard count == delta else { return false }
        var (x, m, ok) = vote()
        if start < skip { ok = false }
        if ok, x > m { adverse += 1 }
        recursion.update(x, m, w, ok)
        kc = 0; kb = 0; nc = 0; nb = 0; w = 0; count = 0
        return true
    }
    mutating func vote() -> (Double, Double, Bool) {
        switch kind {
        case .share, .clear:
            if weight != stageWeight { stageWeight = weight; sc = 200 * weight; sn = 200 }
            let q = (nc + 20 * sc / sn) / (nc + nb + 20)
            sc += nc
            sn += nc + nb
            let k = kc + kb
            if kind == .share { return (k > 0 ? kc / k : 0, shift(q, theta0), k > 0) }
            return (k > 0 ? kb / k : 0, 1 - shift(q, 2), k > 0)
        case .crash:
            return (min(max(kc / max(nc, 1) - kb / max(nb, 1), 0), 1), 0.25, nc > 0)
        case .excess:
            let rc = kc / max(nc, 1), rb = kb / max(nb, 1)
            let slow = (pn + num) / (pd + den)
            fn = fn * keepF + kb
            fd = fd * keepF + nb
            let fast = fd > 0 ? fn / fd : 0
            let p = min(max(slow, fast, rb), 1)
            let pv = min(p, 0.5)
            let noise = 0.5 * (phi * pv * (1 - pv) * (1 / max(nc, 1) + 1 / max(nb, 1))).squareRoot()
            let m = min(1.2 * min(theta0 * p, noise) + 5e-4, 0.9)
            let x = min(max(rc - theta0 * (nb > 0 ? rb : slow), 0), 1)
            num = num * keepS + kb
            den = den * keepS + nb
            return (x, m, nc > 0)
        }
    }
}

struct Calibration: Sendable, Hashable {
    var share = 5
    var excess = 5
    var crash = 2
    var phi = 4.0
    var p: Double?
}

enum Rehearsing {
    static let deltas = [1, 2, 5, 10, 20, 30, 60]

    static func calibrate(_ slices: [EventSeries], theta0: Double, crash: Bool) -> Calibration {
        let p = pooled(slices)
        let (share, _) = pick(slices, .share, theta0, p)
        let (excess, phi) = pick(slices, .excess, theta0, p)
        let c = crash ? pick(slices, .crash, theta0, p).0 : 2
        return Calibration(share: share, excess: excess, crash: c, phi: phi, p: p)
    }
    static func pooled(_ slices: [EventSeries]) -> Double {
        var k = 0.5, n = 0.0
        for s in slices {
            k += Double(s.canaryEvents.reduce(0, +) + s.baselineEvents.reduce(0, +))
            n += Double(s.canaryRequests.reduce(0, +) + s.baselineRequests.reduce(0, +))
        }
        return k / max(n, 1)
    }
    static func pick(_ slices: [EventSeries], _ kind: VoteKind, _ theta0: Double, _ p: Double) -> (Int, Double) {
        var passed: [Bool] = []
        for d in deltas {
            let phi = kind == .excess ? dispersion(slices, d) : 1
            passed.append(slices.allSatisfy { passes($0, kind, d, theta0, phi, p) })
            if passed.count >= 2, passed[passed.count - 1], passed[passed.count - 2] {
                passed += Array(repeating: true, count: deltas.count - passed.count)
                break
            }
        }
        let d = delta(passed)
        return (d, kind == .excess ? dispersion(slices, d) : 1)
    }
    static func delta(_ passed: [Bool]) -> Int {
        for i in deltas.indices where passed[i] && (i + 1 == deltas.count || passed[i + 1]) {
            return i == 0 ? deltas[0] : deltas[min(i + 1, deltas.count - 1)]
        }
        return 60
    }
    static func passes(_ s: EventSeries, _ kind: VoteKind, _ d: Int, _ theta0: Double, _ phi: Double, _ p: Double) -> Bool {
        var stream = VoteStream(kind, d, theta0: theta0, phi: phi, history: p)
        let prior = StartPrior(s.seconds)
        for t in 0..<s.seconds {
            let ended = stream.step(
                Double(s.canaryEvents[t]), Double(s.baselineEvents[t]), Double(s.canaryRequests[t]),
                Double(s.baselineRequests[t]), 0.1, prior.at(t), t)
            if ended, stream.e >= 20 { return false }
        }
        return true
    }
    static func dispersion(_ slices: [EventSeries], _ d: Int) -> Double {
        var K = 0.0, N = 0.0, sum = 0.0, sq = 0.0, count = 0.0, inv = 0.0
        for s in slices {
            var t = 0
            while t + d <= s.seconds {
                var kc = 0, kb = 0, nc = 0, nb = 0
                for i in t..<(t + d) {
                    kc += s.canaryEvents[i]; kb += s.baselineEvents[i]
                    nc += s.canaryRequests[i]; nb += s.baselineRequests[i]
                }
                t += d
                K += Double(kc + kb); N += Double(nc + nb)
                guard nc > 0, nb > 0 else { continue }
                let dd = Double(kc) / Double(nc) - Double(kb) / Double(nb)
                sum += dd; sq += dd * dd; count += 1
                inv += 1 / Double(nc) + 1 / Double(nb)
            }
        }
        let p = K / max(N, 1)
        let mean = count > 0 ? sum / count : 0
        return max(1, (sq - count * mean * mean) / max(p * (1 - p) * inv, 1e-15))
    }
}
