// random.mjs -- random addresses, most of them of use, some nasty.
export const randomAddress = () => () => '/'
