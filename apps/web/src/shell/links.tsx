import { Anchor, Button, Card, NavLink, type AnchorProps, type ButtonProps, type CardProps, type NavLinkProps } from '@mantine/core';
import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

// The library's own looks on the router's links: typed addresses, no page load, works with "open in a new tab".
type A = Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps | 'style' | 'color'>;

const PlainAnchor = (props: Omit<AnchorProps, 'href'> & A) => <Anchor underline="hover" {...props} />;
const RawAnchorLink = createLink(PlainAnchor);
export const AnchorLink: LinkComponent<typeof PlainAnchor> = (props) => <RawAnchorLink {...props} />;

const PlainButton = (props: Omit<ButtonProps, 'href'> & Omit<A, keyof ButtonProps>) => <Button component="a" {...props} />;
const RawButtonLink = createLink(PlainButton);
export const ButtonLink: LinkComponent<typeof PlainButton> = (props) => <RawButtonLink {...props} />;

const PlainNav = (props: Omit<NavLinkProps, 'href'> & Omit<A, keyof NavLinkProps>) => <NavLink component="a" {...props} />;
const RawNavigationLink = createLink(PlainNav);
export const NavigationLink: LinkComponent<typeof PlainNav> = (props) => <RawNavigationLink {...props} />;

const PlainCard = (props: Omit<CardProps, 'href'> & Omit<A, keyof CardProps>) => <Card component="a" withBorder {...props} />;
const RawCardLink = createLink(PlainCard);
export const CardLink: LinkComponent<typeof PlainCard> = (props) => <RawCardLink {...props} />;
