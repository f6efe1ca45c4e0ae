/// Draws one of many classes in constant time: the alias method of Walker (1977) as Vose (1991).
struct AliasTable: Sendable {
    private let keep: [Double]
    private let alias: [Int32]

    /// A table of those probabilities, which sum to 1.
    init(_ probabilities: [Double]) {
        let count = probabilities.count
        var scaled = probabilities.map { $0 * Double(count) }
        var keep = [Double](repeating: 1, count: count)
        var alias = (0..<count).map(Int32.init)
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let low = small.popLast(), let high = large.popLast() {
            keep[low] = scaled[low]
            alias[low] = Int32(high)
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1 { small.append(high) } else { large.append(high) }
        }
        self.keep = keep
        self.alias = alias
    }

    /// One class, drawn with its probability.
    func draw(_ dice: inout Dice) -> Int {
        let place = dice.uniform() * Double(keep.count)
        let column = Int(place)
        return place - Double(column) < keep[column] ? column : Int(alias[column])
    }
}
