extension Theme {
    /// For terminals of 16 colours; also in the file `sixteen.yaml`.
    ///
    /// The only one that names colours people change.
    package static let sixteen = Theme(
        name: "sixteen",
        ground: .dark,
        appearances: [
            .text: Appearance(Colour(index: 15), on: Colour(index: 0)),
            .muted: Appearance(Colour(index: 7), on: Colour(index: 0)),
            .title: Appearance(Colour(index: 15), on: Colour(index: 0), attributes: .bold),
            .ok: Appearance(Colour(index: 14), on: Colour(index: 0)),
            .watch: Appearance(Colour(index: 11), on: Colour(index: 0)),
            .fail: Appearance(Colour(index: 9), on: Colour(index: 0), attributes: .bold),
            .canary: Appearance(Colour(index: 13), on: Colour(index: 0)),
            .stable: Appearance(Colour(index: 15), on: Colour(index: 0)),
            .select: Appearance(Colour(index: 0), on: Colour(index: 6)),
            .limit: Appearance(Colour(index: 7), on: Colour(index: 0), attributes: .underline),
            .band: Appearance(Colour(index: 0), on: Colour(index: 7)),
            .changed: Appearance(Colour(index: 15), on: Colour(index: 0), attributes: .bold),
        ]
    )

    /// Every pair of colours has a contrast of at least 7; also in the file `high-contrast.yaml`.
    ///
    /// Brings its own background.
    package static let highContrast = Theme(
        name: "high-contrast",
        ground: .dark,
        appearances: [
            .text: Appearance(Colour(index: 231), on: Colour(index: 16)),
            .muted: Appearance(Colour(index: 250), on: Colour(index: 16)),
            .title: Appearance(Colour(index: 231), on: Colour(index: 16), attributes: .bold),
            .ok: Appearance(Colour(index: 117), on: Colour(index: 16)),
            .watch: Appearance(Colour(index: 226), on: Colour(index: 16), attributes: .bold),
            .fail: Appearance(Colour(index: 209), on: Colour(index: 16), attributes: .bold),
            .canary: Appearance(Colour(index: 213), on: Colour(index: 16)),
            .stable: Appearance(Colour(index: 231), on: Colour(index: 16)),
            .select: Appearance(Colour(index: 16), on: Colour(index: 231), attributes: .bold),
            .limit: Appearance(Colour(index: 228), on: Colour(index: 16)),
            .band: Appearance(Colour(index: 16), on: Colour(index: 250), attributes: .bold),
            .changed: Appearance(Colour(index: 231), on: Colour(index: 16), attributes: .bold),
        ]
    )

    /// For eyes without green cones; also in the file `deutan.yaml`.
    package static let deutan = Theme(
        name: "deutan",
        ground: .dark,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(Colour(index: 247)),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(Colour(index: 39)),
            .watch: Appearance(Colour(index: 226)),
            .fail: Appearance(Colour(index: 210), attributes: .bold),
            .canary: Appearance(Colour(index: 212)),
            .stable: Appearance(),
            .select: Appearance(nil, on: Colour(index: 235), attributes: .bold),
            .limit: Appearance(Colour(index: 222)),
            .band: Appearance(Colour(index: 231), on: Colour(index: 240)),
            .changed: Appearance(attributes: .bold),
        ]
    )

    /// For eyes without red cones; also in the file `protan.yaml`.
    package static let protan = Theme(
        name: "protan",
        ground: .dark,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(Colour(index: 247)),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(Colour(index: 45)),
            .watch: Appearance(Colour(index: 226)),
            .fail: Appearance(Colour(index: 209), attributes: .bold),
            .canary: Appearance(Colour(index: 207)),
            .stable: Appearance(),
            .select: Appearance(nil, on: Colour(index: 235), attributes: .bold),
            .limit: Appearance(Colour(index: 222)),
            .band: Appearance(Colour(index: 231), on: Colour(index: 240)),
            .changed: Appearance(attributes: .bold),
        ]
    )

    /// For eyes without blue cones; also in the file `tritan.yaml`.
    package static let tritan = Theme(
        name: "tritan",
        ground: .dark,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(Colour(index: 247)),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(Colour(index: 50)),
            .watch: Appearance(Colour(index: 226)),
            .fail: Appearance(Colour(index: 210), attributes: .bold),
            .canary: Appearance(Colour(index: 177)),
            .stable: Appearance(),
            .select: Appearance(nil, on: Colour(index: 235), attributes: .bold),
            .limit: Appearance(Colour(index: 230)),
            .band: Appearance(Colour(index: 231), on: Colour(index: 240)),
            .changed: Appearance(attributes: .bold),
        ]
    )
}
