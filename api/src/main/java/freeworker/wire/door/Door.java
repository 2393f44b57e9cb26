package freeworker.wire.door;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one port of a process: exports its remote objects, lets in who proves a key of its ring,
 * hands stubs to those who ask, and tells when a connection closes. There is no RMI registry.
 */
public final class Door implements RMIServerSocketFactory, AutoCloseable {
  private static final int BACKLOG = 1024;

  private final Map<Character, Lobby> lobbies = new ConcurrentHashMap<>();
  private final InetSocketAddress address;
  private final Ring ring;
  private final Supplier<Seal> seal;
  private final Bounds bounds;
  private final Doorkeeper keeper;
  private final Room room;
  private final Consumer<Caller> closed;
  private final Way way = new Way();
  // RMI itself does not keep an object alive that nobody refers to from afar.
  private final List<Remote> exported = new CopyOnWriteArrayList<>();
  private volatile @Nullable Relay relay;
  private final List<ServerSocket> entries = new CopyOnWriteArrayList<>();
  private @Nullable Doorway doorway;
  private boolean fetching;
  private int port;

  /**
   * A door at an address of this machine, its port 0 for any free one.
   *
   * @param ring who is let in
   * @param seal for callers who speak TLS
   * @param closed told of each connection that closed
   */
  public Door(
      InetSocketAddress address,
      Ring ring,
      Supplier<Seal> seal,
      Bounds bounds,
      Consumer<Caller> closed) {
    this(address, ring, seal, bounds, closed, System::nanoTime);
  }

  /**
   * @param nanos the time that callers have
   */
  Door(
      InetSocketAddress address,
      Ring ring,
      Supplier<Seal> seal,
      Bounds bounds,
      Consumer<Caller> closed,
      LongSupplier nanos) {
    this.address = address;
    this.port = address.getPort();
    this.ring = ring;
    this.seal = seal;
    this.closed = closed;
    this.bounds = bounds;
    keeper = new Doorkeeper(ring, bounds, nanos);
    room = new Room(bounds.memory());
  }

  /** Says in a line whom it turns away; of each kind once a minute, with how many there were. */
  public void tells(Consumer<String> notices) {
    keeper.tells(notices);
  }

  /** Joins callers here who ask for that. */
  public void relays(Relay joining) {
    relay = joining;
  }

  /** Lets this door {@link #fetch} callers too; said before the first export. */
  public Door fetching() {
    fetching = true;
    return this;
  }

  /**
   * Dials a broker and lets in the caller who waits there, as if he had come to the port.
   *
   * @param call the number by which he waits
   * @param worker the number of the worker that he wants, which is this one
   * @throws IOException when he does not wait any more
   */
  public void fetch(Visit broker, long call, int worker, long epoch)
      throws IOException, InterruptedException {
    Doorway open = Objects.requireNonNull(doorway, "a door that fetches nobody");
    open.bring(new Caller(this, closed, broker.come(call), DoorTerms.worker(worker, epoch)));
  }

  /**
   * Exports an object behind this door.
   *
   * @return its stub, serialized
   */
  public byte[] export(Remote object) throws RemoteException {
    Remote stub =
        UnicastRemoteObject.exportObject(object, port, way, this, new Arguments(bounds.request()));
    exported.add(object);
    return Stubs.write(stub);
  }

  /** Exports an object and hands its stub to callers of a role who ask for it by this letter. */
  public void lobby(char letter, Role role, Remote object) throws RemoteException {
    lobbies.put(letter, new Lobby(Set.of(role), export(object)));
  }

  /** The same for what is seldom asked for: it is made and exported when somebody first does. */
  public void lobby(char letter, Set<Role> roles, Supplier<Remote> maker) {
    lobbies.put(letter, new Lobby(roles, maker));
  }

  /** The port on which it listens. */
  public int port() {
    return port;
  }

  /** How much of what it bears is in use. */
  public Use use() {
    return keeper.use(room.taken());
  }

  /** What is handed out by a letter, and to whom. */
  private final class Lobby {
    private final Set<Role> roles;
    private final @Nullable Supplier<Remote> maker;
    private byte @Nullable [] stub;

    Lobby(Set<Role> roles, byte[] stub) {
      this.roles = roles;
      this.maker = null;
      this.stub = stub;
    }

    Lobby(Set<Role> roles, Supplier<Remote> maker) {
      this.roles = roles;
      this.maker = maker;
    }

    Set<Role> roles() {
      return roles;
    }

    synchronized byte[] stub() throws RemoteException {
      byte[] ready = stub;
      if (ready == null) {
        ready = export(Objects.requireNonNull(maker).get());
        stub = ready;
      }
      return ready;
    }
  }

  /**
   * What is in use at a door.
   *
   * @param connections how many connections of clients are open in all
   * @param ofOneKey how many of them for the key that has the most
   * @param unproved how many more have proved nothing yet
   * @param memory how many bytes of requests are not answered yet
   */
  public record Use(int connections, int ofOneKey, int unproved, long memory) {}

  Ring ring() {
    return ring;
  }

  Seal seal() {
    return seal.get();
  }

  Bounds bounds() {
    return bounds;
  }

  Doorkeeper keeper() {
    return keeper;
  }

  Room room() {
    return room;
  }

  /**
   * What joins callers here.
   *
   * @throws Refused when nothing does
   */
  Relay relay() throws Refused {
    Relay joining = relay;
    if (joining == null) {
      throw new Refused("there is no relay here");
    }
    return joining;
  }

  /** Why this caller may not have what he asks for, though he may come in, if he may not. */
  Optional<Refused> objection(Proof.Hello hello) {
    Lobby lobby = hello.relayed() ? null : lobbies.get((char) hello.purpose());
    return lobby == null || lobby.roles().contains(hello.peer().role())
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "'"
                    + (char) hello.purpose()
                    + "' is for a "
                    + Role.words(lobby.roles())
                    + ", not for "
                    + hello.peer()));
  }

  byte[] stub(char letter) throws IOException {
    Lobby lobby = lobbies.get(letter);
    if (lobby == null) {
      throw new IOException("The caller asks for '" + letter + "', which is not here.");
    }
    return lobby.stub();
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    Doorway open = fetching ? new Doorway(this::stranger, keeper::came) : null;
    ServerSocket server = open == null ? new Entry() : open;
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address.getAddress(), wanted), BACKLOG);
    port = server.getLocalPort();
    entries.add(server);
    if (open != null) {
      open.open();
      doorway = open;
    }
    return server;
  }

  /**
   * Lets nobody in any more and cuts all who are. A Java process that ends while threads of its
   * read from sockets waits for them, for 300 ms.
   */
  @Override
  public void close() {
    for (ServerSocket entry : entries) {
      try {
        entry.close();
      } catch (IOException e) {
        // It was open to nobody.
      }
    }
    keeper.cutAll();
  }

  private Caller stranger() {
    return new Caller(this, closed);
  }

  /** Where callers come in by themselves. */
  private final class Entry extends ServerSocket {
    Entry() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Caller caller = stranger();
      implAccept(caller);
      keeper.came(caller);
      return caller;
    }
  }
}
