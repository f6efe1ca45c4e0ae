/// Which rows of a long list are on the screen.
package enum ScrollWindow {
    /// The first row to show, moved no further than needed to have the selected row in view.
    ///
    /// The answer is always legal: 0 when everything fits, and never so large that rows stay
    /// empty at the end. Without a selection the previous offset is only made legal.
    package static func offset(
        showing selected: Int?,
        count: Int,
        height: Int,
        previous: Int
    ) -> Int {
        let last = max(0, count - height)
        let legal = min(max(0, previous), last)
        guard let selected, height > 0 else { return legal }
        if selected < legal { return max(0, min(selected, last)) }
        if selected >= legal + height { return max(0, min(selected - height + 1, last)) }
        return legal
    }
}
