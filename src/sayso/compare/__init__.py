"""What several readings say together."""
