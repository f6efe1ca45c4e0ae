/// How the page of an unpaid order asks for the money.
enum Checkout: String, CaseIterable, Sendable {
    case old
    case new

    /// The part of the page that asks; empty when there is nothing to pay.
    ///
    /// The new one pays at the gateway, or at the desk where there is none.
    func invitation(to order: Order, gateway: String?) -> String {
        guard order.paid == nil else { return "" }
        let price = Page.price(order.priceCents)
        switch self {
        case .old:
            return "\n<p>An invoice over \(price) comes by mail.</p>"
        case .new:
            guard let gateway else { return "\n<p>Pay \(price) by card at the desk.</p>" }
            return """

                <form method="post" action="\(Page.escaped(gateway))/payments">
                <input type="hidden" name="reference" value="\(Page.escaped(order.reference))">
                <button>Pay \(price) now</button>
                </form>
                """
        }
    }
}

extension Shop {
    /// The checkout an order page shows now: the new one came with the second generation, and is
    /// behind a flag.
    var checkout: Checkout {
        guard Generation(version: build.version) == .second else { return .old }
        return flags?.isOn("new_checkout") == true ? .new : .old
    }
}
