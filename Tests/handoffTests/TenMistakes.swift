/// The plan that the project promises ten messages for.
enum TenMistakes {
    /// A plan with ten different mistakes.
    static let plan = """
        service: store front
        environment: production
        artifact:
          path: build/storefront
          digest: sha256:12345
        instances:
          process: { command: ["{artifact}", serve], ports: 9100-9103 }
          count: four
          drian: { within: 30s }
        router:
          haproxy: { listen: 127.0.0.1:8080, socket: run/admin.sock }
        metrics:
          errorRate: { worseBy: 1% }
        strategy:
          steps: [ { setWeight: 25 }, { pause: 2m }, { setWeight: 20 }, { setWeight: 100 } ]
          warm: 30m
        environment: staging
        components: { mailer: {} }
        """

    /// What is said about them, a line each.
    static let messages = """
        shop.yaml:1:10: `service` is `store front`. Write 1 to 40 letters, digits, `-` and `_`, \
        such as storefront.
        shop.yaml:5:11: `digest` is `sha256:12345`. Write `sha256:` and 64 hexadecimal digits, \
        as `sha256sum` prints them.
        shop.yaml:7:23: `command` has no "{port}", so all instances would want the same port. \
        Add "{port}" in quotes where the port belongs.
        shop.yaml:8:10: `count` is `four`. Write a whole number from 1 to 100.
        shop.yaml:9:3: unknown key `drian` in `instances`. Write `drain`.
        shop.yaml:11:22: `listen` is for a HAProxy that handoff runs, `socket` for your own. \
        Keep one or the other.
        shop.yaml:13:25: `worseBy` is `1%`. Write percentage points without a unit, such as 1.0, \
        or off.
        shop.yaml:15:46: this step goes to 20% after 25% in line 15. Weights only rise in a \
        plan; to lower one, step back or roll back.
        shop.yaml:17:1: `environment` is given twice, first in line 2. Keep one.
        shop.yaml:18:1: `components` is for the plan of a group, and this is the plan of one \
        service. Give the group a file of its own, with nothing but `service`, `environment` and \
        `components`.
        """
}
