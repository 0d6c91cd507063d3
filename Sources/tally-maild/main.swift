Signals.block()
Launch.start(Array(CommandLine.arguments.dropFirst()))
