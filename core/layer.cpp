// Linked with one layer of core whole, and the layers before it: that there is such a program is the test.
int main() {}
