import RolloutCore

/// Where the time of each step went, as bars of three parts on one scale.
struct TimeBarMarkup {
    private let times: [StepTime]

    init(_ times: [StepTime]) { self.times = times }

    var markup: Markup {
        let longest = times.map(\.total).max() ?? .zero
        let rows = times.filter { $0.total > .zero }.map { time -> Markup in
            """
            <li><span class="name">\(time.step.name)</span>\
            <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" \
            aria-label="\(words(time))">\(bar(time, longest))</svg>\
            <span class="total">\(time.total.spoken)</span></li>

            """
        }
        return """
            <ul class="legend"><li class="work swatch">machine at work</li>\
            <li class="watching swatch">planned watching</li>\
            <li class="waiting swatch">waiting for a person</li></ul>
            <ul class="bars">
            \(rows.joined)</ul>

            """
    }

    private func words(_ time: StepTime) -> String {
        "\(time.step.name): machine \(time.work.spoken), watching \(time.watching.spoken), "
            + "person \(time.person.spoken)"
    }

    private func bar(_ time: StepTime, _ longest: Duration) -> Markup {
        var x = 0.0
        let parts = [("work", time.work), ("watching", time.watching), ("waiting", time.person)]
        return parts.map { look, span -> Markup in
            let width = span.share(of: longest) * 1_000
            defer { x += width }
            guard width > 0 else { return .empty }
            let left = Coordinate.text(x)
            return """
                <path class="\(look)" d="M\(left) 0h\(Coordinate.text(width))v10H\(left)z"/>
                """
        }
        .joined
    }
}
