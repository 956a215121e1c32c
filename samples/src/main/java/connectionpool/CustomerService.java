package connectionpool;

import java.util.List;

/** Looks up customers. One of its two queries leaks the connection if the database rejects the statement. */
final class CustomerService {

    private final ConnectionPool pool = new ConnectionPool("customers");

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
        List<String> address = connection.query("address of " + customer);
        pool.giveBack(connection); // not reached when the query throws
        return address;
    }
}
