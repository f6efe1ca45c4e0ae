import ArgumentParser
struct ShopCommand: AsyncParsableCommand {}
