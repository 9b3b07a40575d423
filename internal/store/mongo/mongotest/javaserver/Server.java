import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** Serves an empty database in memory on host:port until its input closes. */
class Server {
    public static void main(String[] args) throws Exception {
        String host = args[0];
        int port = Integer.parseInt(args[1]);
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind(host, port);
        System.out.println(host + ":" + server.getLocalAddress().getPort());
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
        server.shutdownNow();
    }
}
