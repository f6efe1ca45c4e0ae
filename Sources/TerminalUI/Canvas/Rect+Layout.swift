extension Rect {
    /// How much of the space one part of a split asks for.
    package enum Length: Hashable, Sendable {
        /// So many cells, as long as there are any left.
        case fixed(Int)
        /// A share of what the fixed parts leave, in proportion to the other shares.
        case share(Int)
    }

    /// The same rectangle without some cells at its edges.
    ///
    /// Cutting more than there is leaves an empty rectangle inside of the old one.
    package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        Rect(
            x: x + min(left, width),
            y: y + min(top, height),
            width: width - left - right,
            height: height - top - bottom
        )
    }

    /// The first rows, and what is left under them.
    package func cutTop(_ rows: Int) -> (top: Rect, rest: Rect) {
        let count = min(max(0, rows), height)
        return (
            Rect(x: x, y: y, width: width, height: count),
            Rect(x: x, y: y + count, width: width, height: height - count)
        )
    }

    /// The last rows, and what is left above them.
    package func cutBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
        let (top, rest) = cutTop(height - min(max(0, rows), height))
        return (top, rest)
    }

    /// The first columns, and what is left beside them.
    package func cutLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
        let count = min(max(0, columns), width)
        return (
            Rect(x: x, y: y, width: count, height: height),
            Rect(x: x + count, y: y, width: width - count, height: height)
        )
    }

    /// The last columns, and what is left beside them.
    package func cutRight(_ columns: Int) -> (rest: Rect, right: Rect) {
        let (left, rest) = cutLeft(width - min(max(0, columns), width))
        return (left, rest)
    }

    /// One row of the rectangle, counted from its top; empty when there is no such row.
    package func row(_ index: Int) -> Rect {
        intersection(Rect(x: x, y: y + index, width: width, height: index < 0 ? 0 : 1))
    }

    /// Parts from top to bottom, as many as `heights`; together never more than the rectangle.
    package func rows(_ heights: [Length]) -> [Rect] {
        var rest = self
        return Rect.lengths(heights, in: height).map { count in
            let cut = rest.cutTop(count)
            rest = cut.rest
            return cut.top
        }
    }

    /// Parts from left to right, as many as `widths`; together never more than the rectangle.
    package func columns(_ widths: [Length]) -> [Rect] {
        var rest = self
        return Rect.lengths(widths, in: width).map { count in
            let cut = rest.cutLeft(count)
            rest = cut.rest
            return cut.left
        }
    }

    /// A rectangle of the given size in the middle, cut to what there is.
    package func centred(width wanted: Int, height wantedHeight: Int) -> Rect {
        let newWidth = min(max(0, wanted), width)
        let newHeight = min(max(0, wantedHeight), height)
        return Rect(
            x: x + (width - newWidth) / 2,
            y: y + (height - newHeight) / 2,
            width: newWidth,
            height: newHeight
        )
    }

    private static func lengths(_ wanted: [Length], in total: Int) -> [Int] {
        var free = total
        for case .fixed(let count) in wanted {
            free -= max(0, count)
        }
        free = max(0, free)
        var shares = wanted.reduce(into: 0) { sum, length in
            if case .share(let share) = length { sum += max(0, share) }
        }
        return wanted.map { length in
            switch length {
            case .fixed(let count):
                return max(0, count)
            case .share(let share):
                guard shares > 0 else { return 0 }
                // Rounding is paid by the later parts, so that the sum is exact.
                let count = (free * max(0, share) + shares / 2) / shares
                free -= count
                shares -= max(0, share)
                return count
            }
        }
    }
}
