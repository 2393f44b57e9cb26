package freeworker.cli;

/** A program of an inn, which has one of everything. */
final class Inn {
  final Command line =
      new Command("inn", "Keeps rooms for guests.", () -> 0).footer("Exit codes: 0 slept well\n");
  final Value guest = line.parameter("GUEST", "who comes");
  final Value beds = line.option("-b, --beds", "N", "how many beds (default: {})").usually("1");
  final Value quiet =
      line.flag("--quiet", "in a room that looks to the garden, where nobody sings after midnight");
  final Value wishes = line.option("--wish", "WISH", "what else there should be").repeated();
  final Value meals =
      line.option("--meals", "MEAL,...", "what there is to eat (default: {})")
          .usually("tea,bread")
          .listed();

  final Command leave = new Command("leave", "Leaves the inn.", () -> 3);
  final Value why = leave.option("--why", "REASON", "why so soon");

  final Command call = new Command("call", "Calls a guest.", () -> 0);
  final Value name = call.parameter("NAME", "whom").required();
  final Value words = call.parameter("WORDS", "what to say").repeated();
  final Value loud = call.flag("--loud", "so that all wake up");

  final Command pay = new Command("pay", "Pays.", () -> 0);
  final Value sum = pay.option("--sum", "SUM", "how much").required();
  final Value coin = pay.option("-c, --coin", "COIN", "in what").required();

  Inn() {
    leave.option(beds);
    line.command(leave);
    line.command(call);
    line.command(pay);
  }
}
