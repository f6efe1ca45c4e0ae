extension SVGPicture {
    /// The colours of a cell after reversing and dimming.
    struct Paint: Hashable {
        let foreground: RGB
        let background: RGB
        let isBold: Bool
        let isUnderlined: Bool

        init(_ look: Appearance, on ground: Theme.Ground) {
            var front = look.foreground?.rgb ?? ground.foreground
            var back = look.background?.rgb ?? ground.background
            if look.attributes.contains(.reverse) { swap(&front, &back) }
            if look.attributes.contains(.dim) { front = front.mixed(with: back) }
            foreground = front
            background = back
            isBold = look.attributes.contains(.bold)
            isUnderlined = look.attributes.contains(.underline)
        }

        var textAttributes: String {
            "fill=\"\(foreground.hex)\"" + (isBold ? " font-weight=\"bold\"" : "")
        }
    }

    /// The drawing in the order it is painted: backgrounds, shapes, letters.
    struct Parts {
        /// Shapes that are one path because they look alike.
        struct Group: Hashable {
            enum Kind: Hashable {
                case fill
                /// A shade, as per cent of the colour.
                case shade(Int)
                case stroke
                case heavyStroke
                case dots
            }

            let kind: Kind
            let colour: String
        }

        private var order: [Group] = []
        private var behind: [Group: String] = [:]
        private var shapes: [Group: String] = [:]
        private var styles: [String] = []
        private var texts: [String: [String]] = [:]

        mutating func add(_ path: String, to group: Group, isBehind: Bool = false) {
            if behind[group] == nil, shapes[group] == nil { order.append(group) }
            if isBehind {
                behind[group, default: ""] += path
            } else {
                shapes[group, default: ""] += path
            }
        }

        mutating func write(_ element: String, in style: String) {
            if texts[style] == nil { styles.append(style) }
            texts[style, default: []].append(element)
        }

        var lines: [String] {
            order.compactMap { path($0, behind[$0]) } + order.compactMap { path($0, shapes[$0]) }
                + styles.flatMap { ["<g \($0)>"] + (texts[$0] ?? []) + ["</g>"] }
        }

        private func path(_ group: Group, _ data: String?) -> String? {
            guard let data else { return nil }
            let colour = group.colour
            let look =
                switch group.kind {
                case .fill: "fill=\"\(colour)\" shape-rendering=\"crispEdges\""
                case .shade(let share): "fill=\"\(colour)\" fill-opacity=\"\(decimal(share))\""
                case .stroke: "fill=\"none\" stroke=\"\(colour)\""
                case .heavyStroke: "fill=\"none\" stroke=\"\(colour)\" stroke-width=\"3\""
                case .dots:
                    "fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2.6\" "
                        + "stroke-linecap=\"round\""
                }
            return "<path \(look) d=\"\(data)\"/>"
        }

        private func decimal(_ percent: Int) -> String { "0.\(percent)" }
    }
}
