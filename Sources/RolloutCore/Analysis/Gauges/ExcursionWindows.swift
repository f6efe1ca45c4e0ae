/// How fake releases are cut from a history of blocks.
package struct ExcursionWindows: Sendable, Hashable, Codable {
    /// Deviations held at once while calibrating: 32 MB.
    private static let mostDeviations = 4_000_000

    /// How long a block is.
    @InMicroseconds package var block: Duration
    /// Blocks of a fake release: the planned length of the real one.
    package var release: Int
    /// Blocks before its start whose median it is compared with.
    package var reference: Int
    /// Blocks from the start of one fake release to that of the next.
    package var stride: Int

    /// Windows counted in blocks.
    ///
    /// - Precondition: `block` is longer than nothing, all counts are at least 1.
    package init(
        release: Int,
        reference: Int,
        stride: Int,
        block: Duration = .seconds(10)
    ) {
        precondition(block > .zero && release > 0 && reference > 0 && stride > 0)
        self.block = block
        self.release = release
        self.reference = reference
        self.stride = stride
    }

    /// Windows for a release planned to take that long: compared with the 10 minutes before it, one
    /// every 5 minutes of the history.
    package init(release: Duration, block: Duration = .seconds(10)) {
        self.init(
            release: max(1, Self.blocks(in: release, of: block)),
            reference: max(1, Self.blocks(in: .seconds(600), of: block)),
            stride: max(1, Self.blocks(in: .seconds(300), of: block)),
            block: block
        )
    }

    /// The same windows, further apart when a history of that many blocks would make too many.
    ///
    /// Only plans of more than five hours over a whole week are concerned.
    func spread(over blocks: Int) -> ExcursionWindows {
        let room = max(0, blocks - reference - release)
        var windows = self
        let most = max(1, Self.mostDeviations / release)
        if room / stride + 1 > most { windows.stride = (room + most - 1) / most }
        return windows
    }

    /// The time that many blocks take.
    func span(of blocks: Int) -> Duration { block * blocks }

    private static func blocks(in span: Duration, of block: Duration) -> Int {
        Int(span.wholeMicroseconds / max(1, block.wholeMicroseconds))
    }
}
