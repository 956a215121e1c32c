package connectionpool;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Looks customers up. One of its two queries forgets the connection when the database refuses the statement. */
final class CustomerService {

    private final ConnectionPool pool = new ConnectionPool("customers");

    /** Keeps what was borrowed last per customer reachable, as a session would. */
    private final ConcurrentHashMap<String, Connection> sessions = new ConcurrentHashMap<>();

    List<String> orders(int customer) {
        Connection connection = pool.borrow();
        try {
            return connection.query("orders of " + customer);
        } finally {
            pool.giveBack(connection);
        }
    }

    List<String> addressOf(String customer) {
        Connection connection = pool.borrow();
        sessions.put(customer, connection);
        List<String> address = connection.query("address of " + customer);
        pool.giveBack(connection); // not reached when the query throws
        return address;
    }
}
