extension Theme {
    /// The themes that are always there, in the order in which a key goes through them.
    ///
    /// Each is also a file of the same name in the folder `themes`, to be copied and changed.
    package static let builtIn = [
        standard, light, mono, sixteen, highContrast, deutan, protan, tritan,
    ]

    /// For dark backgrounds, after Okabe and Ito; also in the file `default.yaml`.
    ///
    /// Healthy is blue instead of green, so that red-green blindness needs no setting.
    package static let standard = Theme(
        name: "default",
        ground: .dark,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(Colour(index: 247)),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(Colour(index: 75)),
            .watch: Appearance(Colour(index: 214)),
            .fail: Appearance(Colour(index: 202), attributes: .bold),
            .canary: Appearance(Colour(index: 175)),
            .stable: Appearance(),
            .select: Appearance(nil, on: Colour(index: 235), attributes: .bold),
            .limit: Appearance(Colour(index: 222)),
            .band: Appearance(Colour(index: 231), on: Colour(index: 240)),
            .changed: Appearance(attributes: .bold),
        ]
    )

    /// For light backgrounds; also in the file `light.yaml`.
    package static let light = Theme(
        name: "light",
        ground: .light,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(Colour(index: 240)),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(Colour(index: 26)),
            .watch: Appearance(Colour(index: 94)),
            .fail: Appearance(Colour(index: 125), attributes: .bold),
            .canary: Appearance(Colour(index: 90)),
            .stable: Appearance(),
            .select: Appearance(nil, on: Colour(index: 254), attributes: .bold),
            .limit: Appearance(Colour(index: 58)),
            .band: Appearance(Colour(index: 231), on: Colour(index: 240)),
            .changed: Appearance(attributes: .bold),
        ]
    )

    /// Without any colour; also in the file `mono.yaml`, and used when NO_COLOR is set.
    package static let mono = Theme(
        name: "mono",
        ground: .dark,
        appearances: [
            .text: Appearance(),
            .muted: Appearance(attributes: .dim),
            .title: Appearance(attributes: .bold),
            .ok: Appearance(),
            .watch: Appearance(attributes: [.bold, .underline]),
            .fail: Appearance(attributes: [.bold, .reverse]),
            .canary: Appearance(attributes: .bold),
            .stable: Appearance(),
            .select: Appearance(attributes: .reverse),
            .limit: Appearance(attributes: .underline),
            .band: Appearance(attributes: .reverse),
            .changed: Appearance(attributes: .bold),
        ]
    )
}
